package org.rtkit4j.app.serve.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.rtkit4j.app.http.Handler;
import org.rtkit4j.app.http.Refusal;
import org.rtkit4j.app.http.Request;
import org.rtkit4j.app.http.Response;

/// The page's own files, which are part of the program.
public final class StaticFiles implements Handler {
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml");

    /// No dots but the one before the suffix: no way leads out of the folder.
    private static final Pattern NAME = Pattern.compile("([a-z][a-z0-9-]*/)*[a-z][a-z0-9-]*\\.(html|css|js|svg)");

    private final Class<?> anchor;
    private final String folder;

    /// @param anchor a class beside the folder of the files
    /// @param folder its name, or its whole path
    public StaticFiles(Class<?> anchor, String folder) {
        this.anchor = anchor;
        this.folder = folder;
    }

    @Override
    public void handle(Request request, Response response) throws IOException, Refusal {
        request.requireReading();
        String name = nameOf(String.join("/", request.parts()));
        byte[] content = NAME.matcher(name).matches() ? read(name) : null;
        if (content == null) {
            throw new Refusal(Refusal.NOT_FOUND, "no such address");
        }
        response.answer(200, TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), ""), content);
    }

    // A browser asks for an icon by a name of its own where what it shows names none: an answer in JSON, a saved file.
    private static String nameOf(String asked) {
        return switch (asked) {
            case "" -> "index.html";
            case "favicon.ico" -> "icon.svg";
            default -> asked;
        };
    }

    private byte @Nullable [] read(String name) throws IOException {
        try (InputStream in = anchor.getResourceAsStream(folder + "/" + name)) {
            return in == null ? null : in.readAllBytes();
        }
    }
}
