/** The command line. */
@NullMarked
package dev.tourniquet.replay;

import org.jspecify.annotations.NullMarked;
