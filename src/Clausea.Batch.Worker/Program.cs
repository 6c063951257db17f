using Clausea.Batch.Worker.Cli;

return await Verbs.RunAsync(args);
