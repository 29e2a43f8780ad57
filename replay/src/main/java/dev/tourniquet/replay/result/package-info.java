/** What became of an event, as data: it is printed, written as JSON and compared with what was expected. */
@NullMarked
package dev.tourniquet.replay.result;

import org.jspecify.annotations.NullMarked;
