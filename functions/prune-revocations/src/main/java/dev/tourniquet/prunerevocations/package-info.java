/** The function that removes revocations which deny nobody any more. */
@NullMarked
package dev.tourniquet.prunerevocations;

import org.jspecify.annotations.NullMarked;
