package org.rtkit4j.app.display;

import org.jspecify.annotations.Nullable;
import org.rtkit4j.emulator.display.Picture;
import org.rtkit4j.wire.display.PixelFormat;

/// What a screen is to show.
///
/// @param picture of somebody's own; null: the landscape
/// @param pixels how they lie in memory
public record ShownPicture(@Nullable Picture picture, PixelFormat pixels) {
    private static final int DRAWN_WIDTH = 960;

    /// Returns it as it stands on a screen of this size: whole, in its proportions, in the middle. The landscape is
    /// drawn smaller and stretched, which is quicker.
    public Picture fitted(int width, int height) {
        Picture whole =
                picture == null ? Landscape.picture(DRAWN_WIDTH, Math.max(1, DRAWN_WIDTH * height / width)) : picture;
        return PictureFile.fitted(whole, width, height);
    }
}
