package dev.signalbox.history;

import dev.signalbox.domain.change.CommitId;
import dev.signalbox.domain.version.TagForm;
import dev.signalbox.domain.version.Version;

/// A release as its tag tells it.
public record Tagged(String tag, TagForm form, Version version, CommitId commit) {}
