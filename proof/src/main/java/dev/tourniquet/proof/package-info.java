/** What can go wrong between a finding and its release, tried out one by one against the local AWS. */
@NullMarked
package dev.tourniquet.proof;

import org.jspecify.annotations.NullMarked;
