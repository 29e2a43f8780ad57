/** Runs a function once through before it is frozen, on answers that were recorded, so that its first event finds all classes loaded. */
@NullMarked
package dev.tourniquet.runtime.priming;

import org.jspecify.annotations.NullMarked;
