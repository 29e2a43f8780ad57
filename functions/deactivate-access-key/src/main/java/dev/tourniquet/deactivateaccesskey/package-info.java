/** The function that deactivates access keys of IAM users. */
@NullMarked
package dev.tourniquet.deactivateaccesskey;

import org.jspecify.annotations.NullMarked;
