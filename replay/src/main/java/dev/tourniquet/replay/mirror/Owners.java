package dev.tourniquet.replay.mirror;

import java.util.Map;

/** The tags by which one tells who launches and ends an instance. */
final class Owners {
    private Owners() {}

    /** None where {@code owner} is empty. */
    static Map<String, String> tags(String owner) {
        return switch (owner) {
            case "" -> Map.of();
            case "eks" ->
                Map.of(
                        "eks:cluster-name", "production",
                        "eks:nodegroup-name", "general",
                        "kubernetes.io/cluster/production", "owned");
            case "karpenter" -> Map.of("karpenter.sh/nodepool", "general", "kubernetes.io/cluster/production", "owned");
            case "ecs" -> Map.of("AmazonECSManaged", "true", "aws:ecs:clusterName", "orders");
            case "beanstalk" ->
                Map.of(
                        "elasticbeanstalk:environment-name", "shop-production",
                        "elasticbeanstalk:environment-id", "e-abcdefghij");
            case "fleet" -> Map.of("aws:ec2:fleet-id", "fleet-01234567-89ab-cdef-0123-456789abcdef");
            default -> throw new IllegalArgumentException("nobody called " + owner + " owns instances");
        };
    }
}
