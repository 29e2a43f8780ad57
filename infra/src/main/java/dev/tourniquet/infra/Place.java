package dev.tourniquet.infra;

import dev.tourniquet.infra.config.ConfigurationException;
import java.util.List;
import java.util.function.UnaryOperator;
import software.amazon.awscdk.regioninfo.RegionInfo;

/**
 * Where a stack is, and the ARNs of what is there.
 *
 * @param partition of the Region: aws, aws-cn, aws-us-gov, ...
 * @param domain    of the partition's endpoints: amazonaws.com, amazonaws.com.cn, ...
 */
record Place(String partition, String domain, String region, String account) {

    /**
     * Looks the Region up in what the CDK knows of the partitions.
     *
     * @throws ConfigurationException if the CDK knows no such Region
     */
    static Place of(String account, String region) {
        RegionInfo info = RegionInfo.get(region);
        String partition = info.getPartition();
        String domain = info.getDomainSuffix();
        if (partition == null || domain == null) {
            throw new ConfigurationException(
                    "tourniquet.accounts." + account + ".regions." + region,
                    "the key is not a Region that this version of the CDK knows");
        }
        return new Place(partition, domain, region, account);
    }

    /** An ARN in this account and Region. */
    String arn(String service, String resource) {
        return "arn:%s:%s:%s:%s:%s".formatted(partition, service, region, account, resource);
    }

    /** An ARN in this Region, of any account: what others share with this account keeps its owner's. */
    String anyAccount(String service, String resource) {
        return "arn:%s:%s:%s:*:%s".formatted(partition, service, region, resource);
    }

    /** IAM is global: its ARNs carry no Region. */
    String role(String nameOrPattern) {
        return "arn:%s:iam::%s:role/%s".formatted(partition, account, nameOrPattern);
    }

    String user(String nameOrPattern) {
        return "arn:%s:iam::%s:user/%s".formatted(partition, account, nameOrPattern);
    }

    String instanceProfile(String nameOrPattern) {
        return "arn:%s:iam::%s:instance-profile/%s".formatted(partition, account, nameOrPattern);
    }

    /** Snapshots belong to no account while they are being created: their ARN leaves it out. */
    String snapshot() {
        return "arn:%s:ec2:%s::snapshot/*".formatted(partition, region);
    }

    /** Bucket ARNs carry neither account nor Region. */
    String anyBucket() {
        return "arn:%s:s3:::*".formatted(partition);
    }

    /** Every role, with or without a path, that a configured name or ARN protects; a user's ARN protects none. */
    List<String> roles(String nameOrArn) {
        return principals(nameOrArn, ":role/", this::role);
    }

    /** Every user, with or without a path, that a configured name or ARN protects; a role's ARN protects none. */
    List<String> users(String nameOrArn) {
        return principals(nameOrArn, ":user/", this::user);
    }

    /** A service of this Region, as {@code kms:ViaService} and regional service principals name it. */
    String regional(String service) {
        return service + "." + region + "." + domain;
    }

    private static List<String> principals(String nameOrArn, String kind, UnaryOperator<String> arn) {
        if (nameOrArn.startsWith("arn:")) {
            return nameOrArn.contains(kind) ? List.of(nameOrArn) : List.of();
        }
        return List.of(arn.apply(nameOrArn), arn.apply("*/" + nameOrArn));
    }
}
