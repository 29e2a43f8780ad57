/** Revokes sessions of IAM roles by an inline policy that denies everything to what was issued before a point in time. */
@NullMarked
package dev.tourniquet.revokesessions;

import org.jspecify.annotations.NullMarked;
