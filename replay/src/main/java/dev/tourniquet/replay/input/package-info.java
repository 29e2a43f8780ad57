/** Event files, what is expected of them, and the account that they are moved to. */
@NullMarked
package dev.tourniquet.replay.input;

import org.jspecify.annotations.NullMarked;
