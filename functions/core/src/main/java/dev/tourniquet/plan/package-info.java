/** What a response is about to do: plans, their steps, and what a kind of step can do. */
@NullMarked
package dev.tourniquet.plan;

import org.jspecify.annotations.NullMarked;
