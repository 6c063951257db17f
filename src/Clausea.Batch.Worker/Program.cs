using System.Globalization;
using Clausea.Batch.Worker.Cli;

// Everything it prints is US English, wherever it runs.
CultureInfo.CurrentCulture = CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;

return await Verbs.RunAsync(args);
