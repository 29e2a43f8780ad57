/** Cases and the port through which they are kept. */
@NullMarked
package dev.tourniquet.ledger;

import org.jspecify.annotations.NullMarked;
