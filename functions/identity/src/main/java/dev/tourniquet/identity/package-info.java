/** What functions share about roles, users and the policies that contain them. */
@NullMarked
package dev.tourniquet.identity;

import org.jspecify.annotations.NullMarked;
