/** The function that puts dead letters on record, and has people told. */
@NullMarked
package dev.tourniquet.deadletters;

import org.jspecify.annotations.NullMarked;
