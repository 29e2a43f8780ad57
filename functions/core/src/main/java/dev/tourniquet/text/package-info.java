/** Text that others chose, made fit for people. */
@NullMarked
package dev.tourniquet.text;

import org.jspecify.annotations.NullMarked;
