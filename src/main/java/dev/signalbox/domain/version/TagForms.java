package dev.signalbox.domain.version;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How a repository tags its releases, found from its tags alone: the forms of the repository as a
/// whole, and those of each component that is released by itself. A tag that names no version, such
/// as `nightly` or `v1`, tells nothing.
///
/// @param whole the forms of tags that name no component, the one of the highest version first
/// @param components the forms of each component's tags, likewise, by the component's name
public record TagForms(List<TagForm> whole, Map<String, List<TagForm>> components) {
}
