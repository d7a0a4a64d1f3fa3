package org.rtkit4j.app.serve.live;

import java.io.IOException;
import org.rtkit4j.app.display.PictureFile;
import org.rtkit4j.app.display.PngFile;
import org.rtkit4j.app.http.Handler;
import org.rtkit4j.app.http.Refusal;
import org.rtkit4j.app.http.Request;
import org.rtkit4j.app.http.Response;
import org.rtkit4j.emulator.display.Picture;
import org.rtkit4j.emulator.display.Screen;

/// `GET screens/NAME?width=PIXELS`: what is to be seen on an emulated screen, as PNG, not wider than that.
public final class Screens implements Handler {
    private static final int WIDEST = 0x4000;

    private final Fleet fleet;

    public Screens(Fleet fleet) {
        this.fleet = fleet;
    }

    @Override
    public void handle(Request request, Response response) throws IOException, Refusal {
        request.requireReading();
        Unit unit = fleet.find(request.part(0));
        WatchedScreen watched = unit == null ? null : unit.screen();
        if (watched == null) {
            throw new Refusal(Refusal.NOT_FOUND, "no such screen: name=" + request.part(0));
        }
        long width = request.number("width", WIDEST);
        if (width < 1 || width > WIDEST) {
            throw new Refusal(Refusal.BAD_REQUEST, "out of range, 1 to 16384: width=" + width);
        }
        Picture picture = watched.screen().flatMap(Screen::picture).orElse(null);
        if (picture == null) {
            throw new Refusal(Refusal.NOT_FOUND, "the screen is dark: name=" + request.part(0));
        }
        response.answer(200, "image/png", PngFile.bytes(narrowed(picture, (int) width)));
    }

    private static Picture narrowed(Picture picture, int width) {
        if (picture.width() <= width) {
            return picture;
        }
        return PictureFile.fitted(picture, width, Math.max(1, width * picture.height() / picture.width()));
    }
}
