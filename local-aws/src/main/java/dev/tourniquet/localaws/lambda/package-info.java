/** The side of Lambda that a function's process talks to. */
@NullMarked
package dev.tourniquet.localaws.lambda;

import org.jspecify.annotations.NullMarked;
