package dev.signalbox.domain.version;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/// Versions that a person says, by a `Release-As:` footer or by a tag. What was said has to be
/// higher than what was there.
public record ByHand() implements Scheme {

  private static final int LONGEST = 60;
  private static final Pattern FORM =
      Pattern.compile("[0-9A-Za-z](?:[0-9A-Za-z._-]{0,58}[0-9A-Za-z])?");
  private static final Pattern DIGIT = Pattern.compile("[0-9]");

  @Override
  public Optional<Version> read(String text) {
    return FORM.matcher(text).matches() && DIGIT.matcher(text).find()
        ? Optional.of(new Version.Chosen(text))
        : Optional.empty();
  }

  @Override
  public Proposal next(Standing standing, Bump bump, int changes, Instant now) {
    return new Proposal.Nothing("nobody has said a version with a 'Release-As:' footer");
  }

  @Override
  public Proposal delta(Version base, Standing standing) {
    int nth = 1;
    while (standing.taken().test(new Version.Chosen(base + "." + nth))) {
      nth++;
    }
    String next = base + "." + nth;
    return read(next).isPresent()
        ? new Proposal.Next(new Version.Chosen(next), Bump.PATCH, Optional.empty())
        : new Proposal.Refused(
            "%s is no version: it has more than %s characters. Open the line off a release with a shorter version."
                .formatted(next, LONGEST));
  }
}
