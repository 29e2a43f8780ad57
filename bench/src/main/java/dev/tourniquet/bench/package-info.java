/** Measures the packaged functions, each against the same work in plain Python, in one run on one machine. */
@NullMarked
package dev.tourniquet.bench;

import org.jspecify.annotations.NullMarked;
