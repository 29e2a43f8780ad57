/** What cdk.json says, read once into validated records: which accounts, which Regions, which responses, how strict. */
@NullMarked
package dev.tourniquet.infra.config;

import org.jspecify.annotations.NullMarked;
