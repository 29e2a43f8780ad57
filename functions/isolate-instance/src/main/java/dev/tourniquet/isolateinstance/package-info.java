/** Isolates an EC2 instance: no packet in or out but what security groups cannot see, and the evidence kept. */
@NullMarked
package dev.tourniquet.isolateinstance;

import org.jspecify.annotations.NullMarked;
