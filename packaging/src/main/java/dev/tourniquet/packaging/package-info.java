/** Makes of the functions' jars what is deployed: the same, without what no function can reach. */
@NullMarked
package dev.tourniquet.packaging;

import org.jspecify.annotations.NullMarked;
