package org.rtkit4j.app.boot;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.emulator.nvme.NvmeConfig;
import org.rtkit4j.emulator.profile.FirmwareOrigin;
import org.rtkit4j.emulator.profile.Guess;
import org.rtkit4j.emulator.profile.Profile;
import org.rtkit4j.emulator.smc.KeySet;
import org.rtkit4j.emulator.smc.KeyShape;

/// `rtkit boot --list`: the profiles that come with the emulator, in what firmware of other years and other chips
/// differ, and what is a guess in each.
final class ProfileList {
    private static final int MOST_KEYS = 8;
    // Guesses of docs/decisions.md that no probe asks.
    private static final Map<String, String> UNASKED = Map.of("oslog.bytes", "oslog-asks", "smc.keys", "smc-years");
    // Where a chip has its registers, and what its disk is called, is no difference of firmware.
    private static final List<String> PLACES = List.of(
            "base", "nvme.model", "nvme.serial", "firmware.", "log.", "node", "display.dma", "display.registers.");

    private ProfileList() {}

    private static List<Profile> profiles() {
        return Stream.concat(Profile.names().stream(), Profile.generations().stream())
                .map(Profile::named)
                .toList();
    }

    static String text() {
        var text = new StringBuilder();
        for (Profile profile : profiles()) {
            text.append("%-10s %s%n".formatted(profile.name(), profile.description()));
            differences(profile)
                    .forEach((key, value) -> line(text, "%s = %s%s".formatted(key, value, mark(key, value))));
            NavigableMap<String, String> keys = keys(profile);
            if (!keys.isEmpty()) {
                line(text, "keys, since %s: %s".formatted(before(profile), inWords(keys)));
            }
            List<String> guesses = guesses(profile);
            if (profile.parent() == null && !guesses.isEmpty()) {
                line(text, "guesses: " + String.join(", ", guesses));
            }
        }
        return text.toString();
    }

    private static void line(StringBuilder text, String words) {
        text.append("%-10s   %s%n".formatted("", words));
    }

    // One for another chip, or another device of one chip, is compared with the usual one of its kind.
    private static NavigableMap<String, String> differences(Profile profile) {
        String usual = profile.kind().nodeName();
        if (profile.root().equals(usual) || !Profile.names().contains(usual)) {
            return profile.differences();
        }
        NavigableMap<String, String> differences = profile.differencesFrom(Profile.named(usual));
        differences.keySet().removeIf(key -> PLACES.stream().anyMatch(key::startsWith));
        return differences;
    }

    // Which keys the controller has otherwise than that of the year before.
    private static NavigableMap<String, String> keys(Profile profile) {
        KeySet own = profile.keys();
        String before = before(profile);
        KeySet usual = before == null ? null : Profile.named(before).keys();
        if (own == null || usual == null) {
            return Collections.emptyNavigableMap();
        }
        var keys = new TreeMap<String, String>();
        own.shapes().forEach((name, shape) -> {
            if (!shape.equals(usual.shapes().get(name))) {
                keys.put(name, shape.toString());
            }
        });
        NavigableMap<String, KeyShape> left = own.shapes();
        usual.shapes().keySet().stream()
                .filter(name -> !left.containsKey(name))
                .forEach(name -> keys.put(name, "absent"));
        return keys;
    }

    // The generation before, or what the first one extends.
    private static @Nullable String before(Profile profile) {
        String before = profile.parent();
        for (String name : Profile.generations()) {
            if (name.equals(profile.name())) {
                return before;
            }
            before = Profile.named(name).root().equals(profile.root()) ? name : before;
        }
        return null;
    }

    private static String inWords(NavigableMap<String, String> keys) {
        String first = keys.entrySet().stream()
                .limit(MOST_KEYS)
                .map(key -> key.getKey().strip() + " " + key.getValue())
                .collect(Collectors.joining(", "));
        return keys.size() > MOST_KEYS ? "%s and %d more".formatted(first, keys.size() - MOST_KEYS) : first;
    }

    private static List<String> guesses(Profile profile) {
        return Arrays.stream(Guess.values())
                .filter(guess -> concerns(profile, guess))
                .map(Guess::id)
                .toList();
    }

    private static boolean concerns(Profile profile, Guess guess) {
        NvmeConfig nvme = profile.nvme();
        return guess.isAbout(new FirmwareOrigin(profile.kind(), nvme == null ? null : nvme.variant(), 0));
    }

    private static String mark(String key, String value) {
        return Guess.ofKey(key)
                .filter(guess -> guess.answers().contains(value))
                .map(Guess::id)
                .or(() -> Optional.ofNullable(UNASKED.get(key)))
                .map(id -> "   (guess " + id + ")")
                .orElse("");
    }

    static void json(JsonGenerator json) throws IOException {
        json.writeStartArray();
        for (Profile profile : profiles()) {
            json.writeStartObject();
            json.writeStringField("name", profile.name());
            json.writeStringField("description", profile.description());
            json.writeStringField("extends", profile.parent());
            write(json, "differences", differences(profile));
            write(json, "keys", keys(profile));
            json.writeArrayFieldStart("guesses");
            for (String guess : guesses(profile)) {
                json.writeString(guess);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void write(JsonGenerator json, String field, Map<String, String> values) throws IOException {
        json.writeObjectFieldStart(field);
        for (var value : values.entrySet()) {
            json.writeStringField(value.getKey(), value.getValue());
        }
        json.writeEndObject();
    }
}
