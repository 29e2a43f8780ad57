package dev.tourniquet.proof.load;

/**
 * How large a run is.
 *
 * @param findings how many arrive
 * @param instances how many targets of each kind findings name
 * @param bystanders how many resources of each kind no finding names but samples and archived ones
 * @param harmless the part of the findings, beyond the first on each target, that are such
 */
record Mix(int findings, int instances, int sessions, int keys, int buckets, int bystanders, double harmless) {

    /** So many targets, some of them instances, which cost most, and the others sessions, keys and buckets in equal parts. */
    static Mix of(int findings, int targets, int instances, double harmless) {
        int third = (targets - instances) / 3;
        return new Mix(findings, instances, third, third, targets - instances - 2 * third, 5, harmless);
    }
}
