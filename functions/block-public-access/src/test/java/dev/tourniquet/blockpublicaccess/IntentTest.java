package dev.tourniquet.blockpublicaccess;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class IntentTest {
    @ParameterizedTest
    @CsvSource({
        "Policy:S3/BucketBlockPublicAccessDisabled, RESTORE_BLOCK",
        "Policy:S3/AccountBlockPublicAccessDisabled, RESTORE_BLOCK",
        "Policy:IAMUser/S3BlockPublicAccessDisabled, RESTORE_BLOCK",
        "Policy:S3/BucketAnonymousAccessGranted, CLOSE_UNLESS_PRIVATE",
        "Policy:S3/BucketPublicAccessGranted, CLOSE_UNLESS_PRIVATE",
        "Policy:IAMUser/S3BucketPublic, CLOSE_UNLESS_PRIVATE",
        "Exfiltration:S3/AnomalousBehavior, CREDENTIALS",
        "Impact:S3/AnomalousBehavior.Delete, CREDENTIALS",
        "Impact:S3/AnomalousBehavior.Permission, CREDENTIALS",
        "Discovery:S3/TorIPCaller, CREDENTIALS",
        "UnauthorizedAccess:S3/MaliciousIPCaller.Custom, CREDENTIALS",
        "PenTest:S3/KaliLinux, CREDENTIALS",
        "Stealth:S3/ServerAccessLoggingDisabled, CREDENTIALS",
        "Collection:S3/SomethingNew2027, CREDENTIALS",
        "AttackSequence:S3/CompromisedData, CREDENTIALS",
        "SensitiveData:S3Object/Credentials, SENSITIVE_DATA",
        "SensitiveData:S3Object/Multiple, SENSITIVE_DATA",
        "Policy:S3/BucketSomethingNew2027, OTHER",
        "Policy:IAMUser/S3BucketSharedExternally, OTHER",
        "Policy:IAMUser/S3BucketReplicatedExternally, OTHER",
        "Policy:IAMUser/S3BucketSharedWithCloudFront, OTHER",
        "Policy:IAMUser/S3BucketEncryptionDisabled, OTHER",
        "Object:S3/MaliciousFile, OTHER",
        "AttackSequence:IAM/CompromisedCredentials, CREDENTIALS"
    })
    void followsFromTheTypeOfTheFinding(String type, Intent intent) {
        assertThat(Intent.of(type)).isEqualTo(intent);
    }
}
