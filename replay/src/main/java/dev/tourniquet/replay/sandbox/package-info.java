/** What AWS does and the emulator does not, put between a function and the emulator. */
@NullMarked
package dev.tourniquet.replay.sandbox;

import org.jspecify.annotations.NullMarked;
