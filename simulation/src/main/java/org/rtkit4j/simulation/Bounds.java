package org.rtkit4j.simulation;

import java.util.List;
import org.rtkit4j.emulator.profile.Profile;
import org.rtkit4j.simulation.Lifecycle.Adapter;
import org.rtkit4j.simulation.Lifecycle.Ending;
import org.rtkit4j.simulation.Lifecycle.Start;

/// How much an exploration of every state takes in.
///
/// @param start how the co-processor is brought up
/// @param depth how many messages its mailbox holds in each direction
/// @param versions which protocol versions its firmware offers, for example `11..12`
/// @param endpoints its system endpoints, as in a profile
/// @param blows the faults that may strike, one between two recoveries
public record Bounds(Start start, int depth, String versions, String endpoints, List<Blow> blows) {
    public Bounds {
        blows = List.copyOf(blows);
    }

    Lifecycle lifecycle() {
        return new Lifecycle(Adapter.POLLED, start, Ending.SLEEP, depth);
    }

    /// Returns the parts of a world with a firmware of few states: it is like the ordinary one, with a ring of two
    /// lines.
    Parts parts() {
        Profile small = Machines.profile(lifecycle())
                .with("versions", versions)
                .with("endpoints.system", endpoints)
                .with("kdebug.records", "0")
                .with("syslog.entries", "2")
                .with("syslog.claims.entries", "2");
        return new Parts() {
            @Override
            public Profile profile(Profile ordinary) {
                return small;
            }
        };
    }

    /// Reads what [#toString] wrote.
    public static Bounds parse(String text) {
        String[] parts = text.strip().split("/", -1);
        if (parts.length != 5) {
            throw new IllegalArgumentException("not start/depth/versions/endpoints/faults: text=" + text);
        }
        return new Bounds(
                Start.valueOf(parts[0]),
                Integer.parseInt(parts[1]),
                parts[2],
                parts[3].replace('+', ' '),
                Blow.parseAll(parts[4]));
    }

    /// Returns, for example, `START/1/11..12/0x01+0x02/CRASH:0,LOSE:0`.
    @Override
    public String toString() {
        String faults = blows.isEmpty() ? "none" : blows.equals(Blow.all()) ? "all" : Blow.format(blows);
        return String.join("/", start.name(), Integer.toString(depth), versions, endpoints.replace(' ', '+'), faults);
    }
}
