/** Tells people and programs what became of events. */
@NullMarked
package dev.tourniquet.replay.show;

import org.jspecify.annotations.NullMarked;
