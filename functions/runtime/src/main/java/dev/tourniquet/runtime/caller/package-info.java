/** Who orders: a command can carry its caller's signature, which STS is asked about. */
@NullMarked
package dev.tourniquet.runtime.caller;

import org.jspecify.annotations.NullMarked;
