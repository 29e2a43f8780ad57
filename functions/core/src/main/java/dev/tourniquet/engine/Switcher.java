package dev.tourniquet.engine;

import dev.tourniquet.control.Switchboard;
import dev.tourniquet.control.Switches;
import dev.tourniquet.control.Switches.Name;
import dev.tourniquet.control.Switches.Setting;
import dev.tourniquet.json.Json;
import dev.tourniquet.ledger.Announcement;

/** Switches a response: takes effect on the next finding, and on one that is at work only where it has not planned yet. */
public final class Switcher {
    private final Switchboard switchboard;
    private final Settlement settlement;
    private final Journal journal;
    private final Reporter reporter;

    Switcher(Switchboard switchboard, Settlement settlement, Journal journal, Reporter reporter) {
        this.switchboard = switchboard;
        this.settlement = settlement;
        this.journal = journal;
        this.reporter = reporter;
    }

    /**
     * Switches {@code name}. What is so already is left as it is, with who had it so.
     *
     * @throws RetryLater where somebody else switches at the same time
     */
    public SwitchReport set(Name name, boolean on, String by, String reason, Worker worker) {
        Switches current = switchboard.switches(reporter.response());
        Setting setting = current.of(name);
        if ((setting != null) == on) {
            return setting == null
                    ? report(name, new Setting(by, reason, worker.now()), false)
                    : report(name, setting, true);
        }
        Setting wanted = new Setting(by, reason, worker.now());
        if (!switchboard.replace(reporter.response(), current.with(name, on ? wanted : null))) {
            throw new RetryLater(
                    "somebody else has switched " + reporter.response() + " meanwhile; look, and try again");
        }
        SwitchReport report = report(name, wanted, on);
        journal.switched(report);
        settlement.announce(new Announcement(Announcement.SWITCH, Json.tree(report)));
        return report;
    }

    private SwitchReport report(Name name, Setting setting, boolean on) {
        return new SwitchReport(
                1,
                reporter.response(),
                name.key(),
                on,
                setting.by(),
                setting.reason(),
                reporter.account(),
                reporter.region(),
                setting.since());
    }
}
