/** What every function shares on AWS: event entry, ledger, publication, log and metrics, configuration. */
@NullMarked
package dev.tourniquet.runtime;

import org.jspecify.annotations.NullMarked;
