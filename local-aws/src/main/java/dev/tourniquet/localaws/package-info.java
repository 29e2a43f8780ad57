/** An AWS account on this machine: the emulator that tests and replay run against, and the fence that keeps them on it. */
@NullMarked
package dev.tourniquet.localaws;

import org.jspecify.annotations.NullMarked;
