/** How an operator restrains the system: switches, limits on how much is contained in an hour, approvals. */
@NullMarked
package dev.tourniquet.control;

import org.jspecify.annotations.NullMarked;
