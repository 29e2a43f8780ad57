/** Evidence that is stored with its case. */
@NullMarked
package dev.tourniquet.evidence;

import org.jspecify.annotations.NullMarked;
