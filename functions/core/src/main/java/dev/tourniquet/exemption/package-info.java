/** What is left alone, and who may say so. */
@NullMarked
package dev.tourniquet.exemption;

import org.jspecify.annotations.NullMarked;
