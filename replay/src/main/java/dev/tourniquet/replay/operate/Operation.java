package dev.tourniquet.replay.operate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tourniquet.json.Json;
import dev.tourniquet.ledger.CaseId;
import dev.tourniquet.ledger.UnreadableCase;
import dev.tourniquet.plan.CallFailed;
import dev.tourniquet.runtime.DeadLetter;
import java.io.Console;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A command of an operator: opens the account, works on it, and says in its exit code what came of it. */
abstract class Operation implements Callable<Integer> {
    static final List<String> RESPONSES =
            List.of("isolate-instance", "revoke-sessions", "deactivate-access-key", "block-public-access");

    @Mixin
    private AccountOptions account = new AccountOptions();

    @Spec
    private CommandSpec spec;

    Operation() {
        spec = CommandSpec.create();
    }

    @Override
    public final Integer call() {
        try (Deployed deployed = account.open(err())) {
            return run(deployed);
        } catch (OrderFailed failed) {
            err().println(Terminal.text(String.valueOf(failed.getMessage())));
            return failed.exitCode();
        } catch (CallFailed failed) {
            err().println(Terminal.text("the ledger cannot be read: " + failed.getMessage()));
            return failed.kind() == CallFailed.Kind.DENIED ? Exit.DENIED : Exit.CANNOT_RUN;
        } catch (UnreadableCase unreadable) {
            err().println(Terminal.text(unreadable.getMessage() + ". " + unreadable.remedy()));
            return Exit.UNKNOWN_CASE;
        } finally {
            out().flush();
            err().flush();
        }
    }

    abstract int run(Deployed deployed);

    /** What the command is for goes to standard output, all else to standard error. */
    final PrintWriter out() {
        return spec.root().commandLine().getOut();
    }

    final PrintWriter err() {
        return spec.root().commandLine().getErr();
    }

    static CaseId caseId(String text) {
        CaseId id = CaseId.parse(text);
        if (DeadLetter.is(id)) {
            throw new IllegalArgumentException(
                    id + " is a dead letter, and no case: look at it (cases show), then send it again (retry)");
        }
        if (!RESPONSES.contains(id.response())) {
            throw new IllegalArgumentException(
                    "there is no response " + id.response() + "; known are " + String.join(", ", RESPONSES));
        }
        return id;
    }

    /** Of a case, or of a dead letter. */
    static CaseId anyId(String text) {
        CaseId id = CaseId.parse(text);
        return DeadLetter.is(id) ? id : caseId(text);
    }

    static ObjectNode command(String name, Deployed deployed) {
        return Json.MAPPER.createObjectNode().put("command", name).put("requestedBy", deployed.caller());
    }

    /** Asks before something is changed. */
    abstract static class Changing extends Operation {
        @Option(
                names = {"-y", "--yes"},
                description = "Do not ask.")
        private boolean yes;

        /** Goes on only where the person, or {@code --yes}, says so. */
        final void confirm(String what) {
            err().println(Terminal.text(what));
            err().flush();
            if (yes) {
                return;
            }
            Optional<Console> console = Optional.ofNullable(System.console()).filter(Console::isTerminal);
            if (console.isEmpty()) {
                throw new OrderFailed(
                        Exit.NOT_CONFIRMED,
                        "nobody is there to ask, and nothing was changed; to go on without, say --yes");
            }
            String answer = console.get().readLine("Go on? [y/N] ");
            if (answer == null || !answer.strip().matches("(?i)y(es)?")) {
                throw new OrderFailed(Exit.NOT_CONFIRMED, "nothing was changed");
            }
        }
    }
}
