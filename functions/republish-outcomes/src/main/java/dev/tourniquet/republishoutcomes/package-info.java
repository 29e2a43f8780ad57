/** Publishes the outcomes that could not be published when they came about. */
@NullMarked
package dev.tourniquet.republishoutcomes;

import org.jspecify.annotations.NullMarked;
