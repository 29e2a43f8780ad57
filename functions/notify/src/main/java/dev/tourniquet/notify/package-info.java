/** Tells people, and Security Hub, what Tourniquet announces on its own bus. */
@NullMarked
package dev.tourniquet.notify;

import org.jspecify.annotations.NullMarked;
