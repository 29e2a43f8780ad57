/** The one way in which Tourniquet reads and writes JSON. */
@NullMarked
package dev.tourniquet.json;

import org.jspecify.annotations.NullMarked;
