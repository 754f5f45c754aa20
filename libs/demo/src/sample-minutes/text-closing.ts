import { bullet, decides, decision, heading, label, paragraph, summary, type Block } from './blocks.js';

/**
 * Second half of the minutes: "Att" with a capital and a whole paragraph as decision, assignments outside "Mötet
 * beslutar", a decision in running text, an item without decision. No signature page: the product adds it.
 */
export const closing: readonly Block[] = [
  heading('4. Gemensam reservkraft och nödvatten, en långsiktig satsning på trygghet och beredskap i Ekdalsbygden'),
  summary('Solveig Brattfjord redogjorde för aktuellt läge och för övningen som genomfördes den 5 mars. Tf sekretariatschef och Idris Hallman redogjorde för förslag till modell för hur reservkraftverk och nödvattentankar kan köpas in och förvaras gemensamt. Beslutspunkter till styrelsen diskuterades.'),
  paragraph('Övningen visade att kommunerna kan hålla äldreboenden och ledningscentraler igång i 36 timmar. Målet är 72 timmar. Den största bristen gäller transporter: i dag finns två fordon som kan flytta de större aggregaten, och båda står i Granforsa. Räddningstjänsten har erbjudit sig att ställa upp med förare, men frågan om ersättning är inte löst.'),
  decides,
  decision('att Solveig Brattfjord är föredragande i ärendet på styrelsemötet. Underlaget skickas ut till kommundirektörsgruppen i förväg, vid behov kan ytterligare föredragande utses.'),

  heading('5. Kompetensförsörjning inom vård och omsorg'),
  summary('Karin Åsberg och Łukasz Wiśniewski redovisade resultatet av den gemensamma rekryteringskampanjen. Kampanjen pågick 2026-01-12 till 2026-03-06 och gav 184 ansökningar, varav 57 har lett till anställning. Flest anställdes i Tallmora och Norrvalla.'),
  paragraph('Gruppen diskuterade möjligheten till ett gemensamt introduktionsprogram för nyanställda undersköterskor. Vuxenutbildningen i Björklösa har ledig kapacitet från och med höstterminen. Mötet beslutar att ställa sig bakom inriktningen och att frågan tas upp igen när kostnaderna är beräknade.'),
  label('Personalchefsnätverket ges i uppdrag att:'),
  bullet('Beräkna kostnaden för ett introduktionsprogram om två respektive fyra veckor.'),
  bullet('Stämma av upplägget med de fackliga organisationerna.'),
  bullet('Återkomma till gruppen under tidig höst.'),

  heading('6. Information om inkomna ansökningar till utvecklingsfonden'),
  summary('Tf sekretariatschef redogjorde för de två ansökningar som har inkommit. Den ena gäller ett projekt där man vill pröva delade cyklar för personal inom hemtjänsten. Den andra gäller en digital mötesplats för återbruk av möbler och inredning mellan kommunernas skolor och kontor.'),
  decides,
  decision('Att kommunerna ska se över vilka försök med återbruk som redan pågår inom den egna organisationen. Ekdala kommun ska utvärdera sitt eget återbrukslager och dela resultatet som underlag. Tillförordnad sekretariatschef får i uppdrag att be de ansökande att återkomma i nästa ansökningsomgång.'),

  heading('7. Remiss: Regional plan för kollektivtrafik 2027–2035'),
  summary('Joel Tornvik presenterade förslaget till gemensamt yttrande. Planen innebär att linje 14 mellan Åbyholm och Sjöhamra får halvtimmestrafik på vardagar, medan kvällsturerna till Vretaskog föreslås bli anropsstyrda. Gruppen ser positivt på planens inriktning men anser att konsekvenserna för gymnasieelever behöver beskrivas tydligare.'),
  paragraph('Yttrandet ska vara inlämnat senast 2026-05-29. Greta Sundfors påpekade att även pendlare till sjukhuset i Granforsa berörs och att tidtabellen bör anpassas till skiftbytena.'),
  decides,
  decision('att ställa sig bakom förslaget till yttrande med de kompletteringar som framförts på mötet'),
  decision('att Joel Tornvik och sekretariatet gör de redaktionella ändringarna.'),

  heading('8. Rapport från sekretariatet'),
  summary('Tf sekretariatschef redogör för aktuella händelser och arbete i verksamheten. Rekryteringen av kommunikatör är klar och den nya webbplatsen lanseras efter sommaren. Nyhetsbrevet kommer fortsättningsvis ut varannan månad; den som vill bidra skickar underlag till sekretariatet@exempel.example.'),
  decides,
  decision('att tacka för informationen'),

  heading('9. Övriga frågor'),
  summary('Diskussion fördes kring höstens studieresa för kommundirektörsgruppen. Två alternativ presenterades, båda med fokus på samverkan i mindre kommuner.'),
  paragraph('Kommundirektörsgruppens möte den 12 juni krockar delvis med Länsforums årsmöte samma dag kl 13.00, det råder oklarheter om årsmötet kan följas på distans.'),
  decides,
  decision('att tf sekretariatschefen får uppdraget att föreslå lämpliga datum för studieresan'),
  decision('att tf sekretariatschefen får i uppdrag att ta reda på om årsmötet sänds digitalt, och vid behov flytta gruppens möte till förmiddagen.'),

  heading('10. Mötet avslutas'),
  paragraph('Deltagarna tackas för ett givande möte. Nästa möte hålls den 12 juni i Norrvalla.'),
];
