package justera;

import java.io.File;
import java.io.FileInputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.flavours.PDFAFlavour;

/**
 * Usage: VeraPdfJudge FLAVOUR,…=FILE … Prints one JSON line per file and flavour: whether it conforms, how often each rule failed, and
 * the first place of each. Many files in one call: starting Java costs more than judging.
 */
public final class VeraPdfJudge {
  /** Of one rule: above this the count says "at least". */
  private static final int MAX_FAILURES = 100_000;

  private VeraPdfJudge() {}

  public static void main(String[] args) {
    LogManager.getLogManager().reset();
    Logger.getLogger("").setLevel(Level.OFF);
    VeraGreenfieldFoundryProvider.initialise();
    for (String arg : args) {
      int cut = arg.indexOf('=');
      String file = arg.substring(cut + 1);
      for (String flavour : arg.substring(0, cut).split(",")) {
        System.out.println(judge(file, flavour));
      }
    }
  }

  private static String judge(String file, String flavourId) {
    String head = "{\"file\":" + text(file) + ",\"flavour\":" + text(flavourId);
    PDFAFlavour flavour = PDFAFlavour.byFlavourId(flavourId);
    if (flavour == PDFAFlavour.NO_FLAVOUR) {
      return head + ",\"problem\":\"no such flavour\"}";
    }
    try (InputStream stream = new FileInputStream(new File(file));
        PDFAParser parser = Foundries.defaultInstance().createParser(stream, flavour);
        PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, MAX_FAILURES, false, false, false)) {
      ValidationResult result = validator.validate(parser);
      Map<String, Integer> failed = new TreeMap<>();
      result.getFailedChecks().forEach((rule, count) -> failed.put(rule.getClause() + "-" + rule.getTestNumber(), count));
      Map<String, String> places = new TreeMap<>();
      for (TestAssertion one : result.getTestAssertions()) {
        if (one.getStatus() == TestAssertion.Status.FAILED) {
          places.putIfAbsent(one.getRuleId().getClause() + "-" + one.getRuleId().getTestNumber(), one.getMessage() + " @ " + one.getLocation().getContext());
        }
      }
      List<String> rules = new ArrayList<>();
      failed.forEach((rule, count) -> rules.add(text(rule) + ":{\"count\":" + count + ",\"first\":" + text(places.getOrDefault(rule, "")) + "}"));
      return head + ",\"compliant\":" + result.isCompliant() + ",\"failed\":{" + String.join(",", rules) + "}}";
    } catch (Exception problem) {
      return head + ",\"problem\":" + text(problem.toString()) + "}";
    }
  }

  private static String text(String value) {
    StringBuilder out = new StringBuilder("\"");
    for (char c : value.toCharArray()) {
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ') {
        out.append(String.format("\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    return out.append('"').toString();
  }
}
