/** The CDK app: one stack per account and Region, from the configuration in cdk.json. */
@NullMarked
package dev.tourniquet.infra;

import org.jspecify.annotations.NullMarked;
