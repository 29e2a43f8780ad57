/** Shows that each role has what its function calls, and nothing else. */
@NullMarked
package dev.tourniquet.proof.privilege;

import org.jspecify.annotations.NullMarked;
