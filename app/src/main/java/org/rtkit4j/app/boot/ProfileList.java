package org.rtkit4j.app.boot;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.rtkit4j.emulator.profile.Guess;
import org.rtkit4j.emulator.profile.Profile;

/// `rtkit boot --list`: the profiles that come with the emulator, and in what firmware of other years differs.
final class ProfileList {
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
            profile.differences()
                    .forEach((key, value) ->
                            text.append("%-10s   %s = %s%s%n".formatted("", key, value, mark(key, value))));
        }
        return text.toString();
    }

    private static String mark(String key, String value) {
        return Guess.ofKey(key)
                .filter(guess -> value.equals(guess.built()) || value.equals(guess.other()))
                .map(guess -> "   (guess " + guess.id() + ")")
                .orElse("");
    }

    static void json(JsonGenerator json) throws IOException {
        json.writeStartArray();
        for (Profile profile : profiles()) {
            json.writeStartObject();
            json.writeStringField("name", profile.name());
            json.writeStringField("description", profile.description());
            json.writeStringField("extends", profile.parent());
            json.writeObjectFieldStart("differences");
            for (var difference : profile.differences().entrySet()) {
                json.writeStringField(difference.getKey(), difference.getValue());
            }
            json.writeEndObject();
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
