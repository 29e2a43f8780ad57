/** Closes buckets to the public with S3's block public access, on the bucket or on the account. */
@NullMarked
package dev.tourniquet.blockpublicaccess;

import org.jspecify.annotations.NullMarked;
