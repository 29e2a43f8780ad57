/** Many findings at once, against the local AWS with the rate limits of the real one, by a clock that need not be waited for. */
@NullMarked
package dev.tourniquet.proof.load;

import org.jspecify.annotations.NullMarked;
