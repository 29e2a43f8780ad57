/** Doing several things at once, briefly. */
@NullMarked
package dev.tourniquet.concurrent;

import org.jspecify.annotations.NullMarked;
