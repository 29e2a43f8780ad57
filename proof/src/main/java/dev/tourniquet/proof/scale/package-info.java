/** What many accounts and many findings come to, calculated without AWS from what the load test has measured. */
@NullMarked
package dev.tourniquet.proof.scale;

import org.jspecify.annotations.NullMarked;
