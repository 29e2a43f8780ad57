package dev.tourniquet.localaws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.User;

final class BranchTest {
    private static LocalAws trunk;
    private static IamClient ofTrunk;

    @BeforeAll
    static void start() {
        trunk = LocalAws.start();
        ofTrunk = trunk.client(IamClient.builder());
    }

    @AfterAll
    static void close() {
        ofTrunk.close();
        trunk.close();
    }

    @BeforeEach
    void reset() {
        trunk.reset();
        add(ofTrunk, "ada");
    }

    @Test
    void hasWhatTheTrunkHadAndGoesItsOwnWay() {
        try (LocalAws branch = trunk.branch();
                IamClient iam = branch.client(IamClient.builder())) {
            add(iam, "grace");
            add(ofTrunk, "joan");

            assertThat(users(iam)).containsExactly("ada", "grace");
            assertThat(users(ofTrunk)).containsExactly("ada", "joan");
        }
    }

    @Test
    void makesTheSameIds() {
        try (LocalAws one = trunk.branch();
                LocalAws other = trunk.branch();
                IamClient first = one.client(IamClient.builder());
                IamClient second = other.client(IamClient.builder())) {
            assertThat(add(first, "grace")).isEqualTo(add(second, "grace"));
        }
    }

    @Test
    void isAsTheTrunkAgainOnceItIsRenewed() {
        try (LocalAws branch = trunk.branch();
                IamClient iam = branch.client(IamClient.builder())) {
            add(iam, "grace");
            add(ofTrunk, "joan");

            branch.renew();

            assertThat(users(iam)).containsExactly("ada", "joan");
        }
    }

    @Test
    void branchesAgain() {
        try (LocalAws branch = trunk.branch();
                IamClient iam = branch.client(IamClient.builder())) {
            add(iam, "grace");
            try (LocalAws twig = branch.branch();
                    IamClient ofTwig = twig.client(IamClient.builder())) {
                assertThat(users(ofTwig)).containsExactly("ada", "grace");
            }
        }
    }

    @Test
    void endsWithTheBranchAndWithTheTrunk() {
        IamClient ofClosed;
        try (LocalAws closed = trunk.branch()) {
            ofClosed = closed.client(IamClient.builder());
        }
        LocalAws other = LocalAws.start();
        IamClient ofOrphan = other.branch().client(IamClient.builder());
        ofOrphan.listUsers();
        other.close();

        assertThatThrownBy(ofClosed::listUsers).isInstanceOf(SdkClientException.class);
        assertThatThrownBy(ofOrphan::listUsers).isInstanceOf(SdkClientException.class);
    }

    @Test
    void onlyABranchIsRenewed() {
        assertThatThrownBy(trunk::renew).isInstanceOf(IllegalStateException.class);
    }

    private static String add(IamClient iam, String name) {
        return iam.createUser(request -> request.userName(name)).user().userId();
    }

    private static List<String> users(IamClient iam) {
        return iam.listUsers().users().stream().map(User::userName).sorted().toList();
    }
}
