package org.rtkit4j.app.matrix;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.rtkit4j.emulator.profile.Profile;
import org.rtkit4j.emulator.profile.ProfileException;
import org.rtkit4j.wire.message.CoprocessorKind;

/// Our own drivers on every firmware, in this process and over m1n1's protocol.
public final class OurMatrix {
    /// The name of our host in this process.
    public static final String DIRECT = "rtkit4j";
    /// And over m1n1's proxy protocol.
    public static final String M1N1 = "rtkit4j over m1n1";

    private OurMatrix() {}

    /// Returns the names of the profiles that have drivers of ours.
    public static List<String> firmware() {
        return Stream.concat(Profile.names().stream(), Profile.generations().stream())
                .filter(name -> hasDriver(Profile.named(name)))
                .sorted()
                .toList();
    }

    private static boolean hasDriver(Profile profile) {
        return profile.kind() == CoprocessorKind.ANS || profile.kind() == CoprocessorKind.SMC;
    }

    /// Tries one firmware both ways.
    ///
    /// @throws IllegalArgumentException if we have no driver for it
    public static List<Survival> of(Profile profile) {
        if (!hasDriver(profile)) {
            throw new IllegalArgumentException("no driver for it: " + profile.name());
        }
        return List.of(
                survival(DIRECT, profile, () -> Way.direct(profile)), survival(M1N1, profile, () -> Way.m1n1(profile)));
    }

    /// Opens a way.
    private interface Door {
        Way open() throws Exception;
    }

    /// Something that may not be done.
    private interface Step {
        void run() throws Exception;
    }

    private static Survival survival(String host, Profile profile, Door door) {
        var outcomes = new EnumMap<Feat, String>(Feat.class);
        try (Way way = door.open();
                Trial trial = trial(way, profile)) {
            outcomes.put(Feat.BOOT, "");
            go(trial, outcomes);
        } catch (ProfileException e) {
            // Of such firmware nobody can say how it fares.
            throw e;
        } catch (Exception e) {
            outcomes.putIfAbsent(outcomes.containsKey(Feat.BOOT) ? Feat.SLEEP : Feat.BOOT, why(e));
        }
        return new Survival(host, profile.name(), outcomes);
    }

    private static Trial trial(Way way, Profile profile) throws Exception {
        return profile.kind() == CoprocessorKind.ANS ? new StorageTrial(way) : new SmcTrial(way);
    }

    // One after the other, up to the first that fails.
    private static void go(Trial trial, Map<Feat, String> outcomes) {
        boolean goesOn = step(Feat.READ, trial::read, outcomes) && step(Feat.WRITE, trial::write, outcomes);
        if (goesOn && trial.canSleep()) {
            goesOn = step(Feat.SLEEP, trial::sleep, outcomes);
        }
        if (goesOn && trial.canRecover()) {
            step(Feat.RECOVER, trial::recover, outcomes);
        }
    }

    private static boolean step(Feat deed, Step step, Map<Feat, String> outcomes) {
        try {
            step.run();
            outcomes.put(deed, "");
            return true;
        } catch (Exception e) {
            outcomes.put(deed, why(e));
            return false;
        }
    }

    private static String why(Exception e) {
        return String.valueOf(e.getMessage())
                .lines()
                .findFirst()
                .orElse(e.getClass().getSimpleName());
    }
}
