/** Puts what a finding names into the local account. */
@NullMarked
package dev.tourniquet.replay.mirror;

import org.jspecify.annotations.NullMarked;
