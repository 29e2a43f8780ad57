package dev.tourniquet.replay;

import dev.tourniquet.concurrent.SideBySide;
import dev.tourniquet.localaws.LocalAws;
import dev.tourniquet.replay.input.EventFiles;
import dev.tourniquet.replay.run.Options;
import dev.tourniquet.replay.run.Replayer;
import dev.tourniquet.replay.template.Template;
import dev.tourniquet.replay.template.TemplateReader;
import dev.tourniquet.replay.world.Clients;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tourniquet replay}. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        usageHelpWidth = 110,
        header = "Replays findings against a local AWS and shows what Tourniquet does with them.",
        description = {
            "",
            "Every event is matched against the rules of the synthesized template. Where one fires, the resources that the "
                    + "finding names are made in an emptied local AWS (moto, started and ended by this command), and the "
                    + "functions behind the rules run on it with the environment and the actions that the template gives "
                    + "them. Nothing ever reaches real AWS.",
            "",
            "What <name>.expected.json beside an event says under \"given\" is so before the event.",
            ""
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done, and everything that was asked for holds",
            "1:an outcome differs from its expectation, a release left the state different, or replay failed on an event",
            "2:wrong arguments",
            "3:cannot run: no local AWS"
        })
final class ReplayCommand implements Callable<Integer> {
    @Parameters(
            arity = "1..*",
            paramLabel = "<file or folder>",
            description = "Events; a folder with all *.json below it.")
    private List<Path> paths = List.of();

    @Option(names = "--dry-run", description = "Plan only, as in mode observe: nothing is contained.")
    private boolean dryRun;

    @Option(
            names = "--release",
            description = "Release every containment again, and prove that the state is the one before.")
    private boolean release;

    @Option(
            names = "--expect",
            description = "Compare with the *.expected.json beside each event; a missing one is a difference.")
    private boolean expect;

    @Option(names = "--json", paramLabel = "FILE", description = "Write one JSON object an event to FILE, a line each.")
    private @Nullable Path json;

    @Option(
            names = "--report",
            paramLabel = "FOLDER",
            description = "Write HTML pages to FOLDER: index.html, and one for each target of each event.")
    private @Nullable Path report;

    @Option(
            names = "--endpoint-url",
            paramLabel = "URL",
            description = "Use the moto that runs there. It is emptied before each event!")
    private @Nullable URI endpointUrl;

    @Option(
            names = {"-q", "--quiet"},
            description = "One line an event.")
    private boolean quiet;

    @Option(names = "--logs", description = "Show what the functions write to their logs.")
    private boolean logs;

    @Override
    public Integer call() throws IOException {
        List<Path> files = EventFiles.find(paths);
        Session session =
                new Session(System.out, System.err, new Session.Wishes(expect, release, quiet, logs, json, report));
        // The template is read while the emulator starts.
        try (SideBySide beside = new SideBySide()) {
            Supplier<Template> template = beside.start(ReplayCommand::template);
            try (LocalAws aws = endpointUrl == null ? LocalAws.start(Clients.services()) : Endpoint.open(endpointUrl);
                    Replayer replayer =
                            new Replayer(template.get(), aws, new Options(dryRun, release), InstantSource.system())) {
                return session.run(files, replayer::replay) ? 0 : 1;
            }
        }
    }

    private static Template template() {
        Path assembly = Path.of(System.getProperty("tourniquet.home", ".")).resolve(TemplateReader.SYNTHESIZED);
        return TemplateReader.read(TemplateReader.find(assembly, LocalAws.ACCOUNT), LocalAws.ACCOUNT);
    }
}
